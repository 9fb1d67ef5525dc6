//! From a folder to its content, or to all that is wrong with it.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::import::check;
use crate::import::content::{Content, Directory};
use crate::import::folder::{Folder, TextFile, stem};
use crate::import::format::{Course, EventsFile, FiguresFile, Lesson, Organization, PeopleFile, SourcesFile};
use crate::import::mistake::Mistake;

/// A file as it was read.
#[derive(Debug)]
pub(crate) struct Sheet<'a, T> {
    pub(crate) file: &'a TextFile,
    /// None: it could not be read, which has been told.
    pub(crate) data: Option<T>,
}

/// The files of `directory/`; none: the file is not there.
#[derive(Debug)]
pub(crate) struct DirectoryDraft<'a> {
    pub(crate) sources: Option<Sheet<'a, SourcesFile>>,
    pub(crate) people: Option<Sheet<'a, PeopleFile>>,
    pub(crate) events: Option<Sheet<'a, EventsFile>>,
    pub(crate) figures: Option<Sheet<'a, FiguresFile>>,
    /// With the slugs from the files' names.
    pub(crate) organizations: Vec<(&'a str, Sheet<'a, Organization>)>,
}

/// The files of one course.
#[derive(Debug)]
pub(crate) struct CourseDraft<'a> {
    pub(crate) slug: &'a str,
    pub(crate) course: Option<Sheet<'a, Course>>,
    /// With the names of the files, without the ending.
    pub(crate) lessons: Vec<(&'a str, Sheet<'a, Lesson>)>,
}

/// Reads the content of a folder: `directory/` and `courses/`, either of which may be missing. All mistakes are
/// found in one go, and told in the order of the files.
pub fn read(dir: &Path) -> Result<Content, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let folder = Folder::open(dir, &mut mistakes);
    let directory = folder.has("directory/").then(|| read_directory(&folder, &mut mistakes));
    let courses = folder.has("courses/").then(|| read_courses(&folder, &mut mistakes));
    if let Some(directory) = &directory {
        check::directory(directory, &mut mistakes);
    }
    for course in courses.iter().flatten() {
        check::course(course, &mut mistakes);
    }
    if !mistakes.is_empty() {
        mistakes.sort();
        mistakes.dedup();
        return Err(mistakes);
    }
    Ok(Content {
        directory: directory.map(finish_directory),
        courses: courses.map(|courses| courses.into_iter().filter_map(finish_course).collect()),
        fingerprint: folder.fingerprint(),
    })
}

fn read_directory<'a>(folder: &'a Folder, mistakes: &mut Vec<Mistake>) -> DirectoryDraft<'a> {
    let mut organizations = Vec::new();
    for file in &folder.files {
        if let Some(slug) = file.path.strip_prefix("directory/organizations/").and_then(stem) {
            organizations.push((slug, parse(file, mistakes)));
        }
    }
    DirectoryDraft {
        sources: parse_if_there(folder, "directory/sources.toml", mistakes),
        people: parse_if_there(folder, "directory/people.toml", mistakes),
        events: parse_if_there(folder, "directory/events.toml", mistakes),
        figures: parse_if_there(folder, "directory/figures.toml", mistakes),
        organizations,
    }
}

fn read_courses<'a>(folder: &'a Folder, mistakes: &mut Vec<Mistake>) -> Vec<CourseDraft<'a>> {
    let mut courses = Vec::new();
    for slug in folder.courses() {
        let within = format!("courses/{slug}/");
        let mut lessons = Vec::new();
        for file in &folder.files {
            match file.path.strip_prefix(&within).and_then(stem) {
                Some("course") | None => {}
                Some(name) => lessons.push((name, parse(file, mistakes))),
            }
        }
        let course = parse_if_there(folder, &format!("{within}course.toml"), mistakes);
        courses.push(CourseDraft { slug, course, lessons });
    }
    courses
}

fn parse_if_there<'a, T: DeserializeOwned>(
    folder: &'a Folder,
    path: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<Sheet<'a, T>> {
    folder.files.iter().find(|file| file.path == path).map(|file| parse(file, mistakes))
}

fn parse<'a, T: DeserializeOwned>(file: &'a TextFile, mistakes: &mut Vec<Mistake>) -> Sheet<'a, T> {
    let parse = |text| {
        let parsed = toml::from_str(text).map_err(|error| {
            let line = file.line(error.span().map_or(0, |span| span.start));
            mistakes.push(Mistake { file: file.path.clone(), line, message: error.message().to_owned() });
        });
        parsed.ok()
    };
    Sheet { file, data: file.text.as_deref().and_then(parse) }
}

fn data<T: Default>(sheet: Option<Sheet<'_, T>>) -> T {
    sheet.and_then(|sheet| sheet.data).unwrap_or_default()
}

fn finish_directory(draft: DirectoryDraft<'_>) -> Directory {
    let organization = |(slug, sheet): (&str, Sheet<'_, Organization>)| {
        Some(Organization { slug: slug.to_owned(), ..sheet.data? })
    };
    Directory {
        sources: data(draft.sources).source,
        people: data(draft.people).person,
        organizations: draft.organizations.into_iter().filter_map(organization).collect(),
        events: data(draft.events).event,
        indicators: data(draft.figures).indicator,
    }
}

fn finish_course(draft: CourseDraft<'_>) -> Option<Course> {
    let lesson = |(name, sheet): (&str, Sheet<'_, Lesson>)| {
        let (position, slug) = check::lesson_name(name)?;
        Some(Lesson { position, slug: slug.to_owned(), ..sheet.data? })
    };
    let lessons = draft.lessons.into_iter().filter_map(lesson).collect();
    Some(Course { slug: draft.slug.to_owned(), lessons, ..draft.course?.data? })
}
