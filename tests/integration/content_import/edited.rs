//! The import gives way to people: it brings what nobody edited, and leaves and tells the rest.

use std::fs;

use chrono::{DateTime, Utc};
use dostyq::db::directory::{self as db, Edit, EditContext, Stored};
use dostyq::db::{Database, migrations};
use dostyq::domain::directory::{
    Affiliation, EditAction, Event, Membership, Observation, Organization, Person, Post, Source, RecordState, ValidityPeriod,
};
use dostyq::domain::ids::{AccountId, Id};
use dostyq::import::{self, Origin, Outcome};
use tokio_postgres::Client;
use uuid::Uuid;

use super::folder::ContentFolder;
use crate::support::cluster::TestDatabase;
use crate::support::service::root;
use crate::support::sql::connect;

const CENTRE: &str = "directory/organizations/language-centre.toml";
const FIGURES: &str = "directory/figures.toml";

/// A directory that the content and people edit.
struct Directory {
    content: ContentFolder,
    pool: Database,
    sql: Client,
    _database: TestDatabase,
}

impl Directory {
    async fn imported() -> Self {
        let database = TestDatabase::create("template_empty", |_| Box::pin(async {}));
        migrations::run(&database.url).await.unwrap();
        let pool = Database::new(&database.url, 2).unwrap();
        let sql = connect(&database.url).await.unwrap();
        let insert = "INSERT INTO accounts VALUES ($1::text::uuid, 'editor@example.kz', '', 'Editor', 'editor', now())";
        sql.execute(insert, &[&editor().uuid().to_string()]).await.unwrap();
        let directory = Self { content: ContentFolder::copy(), pool, sql, _database: database };
        let before = directory.pool.statements();
        assert_eq!(directory.import().await, (0, Vec::new()));
        let statements = directory.pool.statements() - before;
        assert!(statements < 110, "{statements} statements, however many records there are");
        directory
    }

    /// Imports the content as it is now: the number of withdrawn records, and the skipped records.
    async fn import(&self) -> (usize, Vec<String>) {
        let content = import::read(self.content.path()).unwrap();
        match import::apply(&self.pool.session(), &content, Origin::Chosen, now()).await.unwrap() {
            Outcome::Imported { withdrawn, skipped, .. } => {
                let skipped = skipped.iter().map(|record| record.to_string().strip_prefix("skipped ").unwrap().to_owned());
                (withdrawn, skipped.collect())
            }
            other => panic!("{other:?}"),
        }
    }

    /// Imports it as if it were not known to be the same.
    async fn import_again(&self) -> (usize, Vec<String>) {
        self.sql.execute("UPDATE content_imports SET fingerprint = ''", &[]).await.unwrap();
        self.import().await
    }

    async fn id(&self, kind: &str, key: &str) -> Uuid {
        let query = "SELECT record_id::text FROM imported_records WHERE record_kind = $1 AND key = $2";
        let id: String = self.sql.query_one(query, &[&kind, &key]).await.unwrap().get(0);
        id.parse().unwrap()
    }

    async fn state<C: Stored>(&self, id: Uuid) -> (i32, RecordState<C>) {
        let mut connection = self.pool.session().connection().await.unwrap();
        let found = db::latest::<C>(&mut connection, Id::from(id)).await.unwrap().unwrap();
        (found.version, found.state)
    }

    /// An editor changes a record that the content brought.
    async fn edit<C: Stored>(&self, key: &str, change: impl FnOnce(&mut RecordState<C>)) {
        let id = self.id(C::KIND.as_str(), key).await;
        let (version, mut state) = self.state::<C>(id).await;
        change(&mut state);
        self.write(Edit { id: Id::from(id), version: version + 1, action: EditAction::Update, state }).await;
    }

    /// An editor makes a record.
    async fn create<C: Stored>(&self, id: Uuid, content: C) {
        let state = RecordState { content, published: true, merged_into: None };
        self.write(Edit { id: Id::from(id), version: 1, action: EditAction::Create, state }).await;
    }

    async fn write<C: Stored>(&self, edit: Edit<C>) {
        let mut connection = self.pool.session().connection().await.unwrap();
        let context = EditContext { editor: Some(editor()), reason: None, now: now() };
        db::write(&mut connection, context, &[edit]).await.unwrap();
    }

    /// Every revision: kind, slug or empty, version, action, whether it is published, whether people made it.
    async fn revisions(&self) -> Vec<String> {
        let query = "SELECT concat_ws(' ', record_kind, content ->> 'slug', content ->> 'value', version, action,
            CASE WHEN published THEN 'published' ELSE 'hidden' END, CASE WHEN editor_id IS NULL THEN 'by nobody' END)
            FROM revisions ORDER BY recorded_at";
        self.sql.query(query, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
    }

    /// The revisions that are written meanwhile, and what the import says.
    async fn news(&self) -> (Vec<String>, (usize, Vec<String>)) {
        let before = self.revisions().await.len();
        let said = self.import().await;
        (self.revisions().await.split_off(before), said)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        self.pool.close();
    }
}

fn editor() -> AccountId {
    Id::from(Uuid::from_u128(1))
}

fn now() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn hidden<C: Stored>(state: &mut RecordState<C>) {
    state.published = false;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_is_brought_once_and_not_again() {
    let directory = Directory::imported().await;
    let before = directory.revisions().await;
    assert!(before.iter().all(|revision| revision.ends_with(" 1 create published by nobody")), "{before:#?}");
    let kept = "SELECT count(*) FROM imported_records JOIN revisions USING (record_id, version, record_kind)";
    let kept: i64 = directory.sql.query_one(kept, &[]).await.unwrap().get(0);
    assert_eq!(usize::try_from(kept).unwrap(), before.len(), "each under its key");
    let sent = directory.pool.statements();
    assert_eq!(directory.import_again().await, (0, Vec::new()));
    let sent = directory.pool.statements() - sent;
    assert!(sent < 50, "{sent} statements to find nothing new");
    assert_eq!(directory.revisions().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_files_change_is_a_revision_by_nobody() {
    let directory = Directory::imported().await;
    directory.content.replace(CENTRE, "en = \"Language Teaching Centre\"", "");
    let (news, said) = directory.news().await;
    assert_eq!(news, ["organization language-centre 2 update published by nobody"]);
    assert_eq!(said, (0, Vec::new()));
    directory.content.restore(CENTRE);
    assert_eq!(directory.news().await.0, ["organization language-centre 3 update published by nobody"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_edited_is_left_and_told_until_the_files_say_the_same() {
    let directory = Directory::imported().await;
    directory.edit::<Organization>("language-centre", |state| state.content.names[0].text.en = None).await;
    let skipped = (0, vec!["organization language-centre: an editor has changed it".to_owned()]);
    assert_eq!(directory.import_again().await, skipped);
    directory.content.replace(CENTRE, "en = \"Language Teaching Centre\"", "");
    assert_eq!(directory.news().await, (Vec::new(), (0, Vec::new())), "the same by now");
    directory.content.restore(CENTRE);
    let (news, said) = directory.news().await;
    assert_eq!(news, ["organization language-centre 3 update published by nobody"], "the content's again");
    assert_eq!(said, (0, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_left_the_files_is_hidden_and_comes_back() {
    let directory = Directory::imported().await;
    directory.content.remove(CENTRE);
    let (news, said) = directory.news().await;
    assert_eq!(news, ["organization language-centre 2 unpublish hidden by nobody"]);
    assert_eq!(said, (1, Vec::new()));
    assert_eq!(directory.import_again().await, (0, Vec::new()));
    directory.content.restore(CENTRE);
    assert_eq!(directory.news().await.0, ["organization language-centre 3 publish published by nobody"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_left_the_files_stays_where_people_edited_or_use_it() {
    let directory = Directory::imported().await;
    directory.edit::<Organization>("language-centre", |state| state.content.position = 99).await;
    let house = directory.id("organization", "akim-office").await;
    directory.edit::<Event>("nauryz", |state| state.content.organizers.push(Id::from(house))).await;
    directory.content.remove(CENTRE);
    directory.content.remove("directory/organizations/akim-office.toml");
    directory.content.replace("directory/organizations/house.toml", "parent = \"akim-office\"\n", "");
    let (news, (withdrawn, skipped)) = directory.news().await;
    assert_eq!(news, ["organization house 2 update published by nobody"]);
    assert_eq!(withdrawn, 0);
    assert_eq!(
        skipped,
        [
            "event nauryz: an editor has changed it",
            "organization language-centre: the content no longer has it, but an editor has changed it",
            "organization akim-office: the content no longer has it, but published records reference it",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_value_supersedes_the_old_one_and_both_go_together() {
    let directory = Directory::imported().await;
    let old = directory.id("observation", "house-employees/2017~/2018~").await;
    directory.content.replace(FIGURES, "value = 37", "value = 38.5");
    let (news, said) = directory.news().await;
    assert_eq!(news, ["observation 38.5 1 create published by nobody"]);
    assert_eq!(said, (0, Vec::new()));
    let new = directory.id("observation", "house-employees/2017~/2018~").await;
    let (_, state) = directory.state::<Observation>(new).await;
    assert_eq!(state.content.supersedes.map(Id::uuid), Some(old));
    assert!(directory.state::<Observation>(old).await.1.published);
    assert_eq!(directory.import_again().await, (0, Vec::new()));

    let rest = "\n[[indicator.observation]]\nperiod = \"2017~/2018~\"\nvalue = 38.5\nsource = \"article\"\n";
    directory.content.replace(FIGURES, rest, "");
    let (news, said) = directory.news().await;
    assert_eq!(
        news,
        ["observation 37.0 2 unpublish hidden by nobody", "observation 38.5 2 unpublish hidden by nobody"]
    );
    assert_eq!(said, (1, Vec::new()));
    directory.content.restore(FIGURES);
    directory.content.replace(FIGURES, "value = 37", "value = 38.5");
    let (news, _) = directory.news().await;
    assert_eq!(
        news,
        ["observation 37.0 3 publish published by nobody", "observation 38.5 3 publish published by nobody"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_people_corrected_is_left_until_the_files_say_the_same() {
    let directory = Directory::imported().await;
    let old = directory.id("observation", "house-employees/2017~/2018~").await;
    let (_, state) = directory.state::<Observation>(old).await;
    let correction = Uuid::from_u128(2);
    let content = Observation { value: 39.0, supersedes: Some(Id::from(old)), ..state.content };
    directory.create(correction, content).await;
    let skipped = vec!["observation house-employees/2017~/2018~: an editor has changed it".to_owned()];
    assert_eq!(directory.import_again().await, (0, skipped.clone()));
    directory.content.replace(FIGURES, "value = 37", "value = 38");
    assert_eq!(directory.news().await, (Vec::new(), (0, skipped)));
    directory.content.replace(FIGURES, "value = 38", "value = 39");
    assert_eq!(directory.news().await, (Vec::new(), (0, Vec::new())));
    assert_eq!(directory.id("observation", "house-employees/2017~/2018~").await, correction, "adopted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slug_that_people_took_is_told_and_the_rest_is_brought() {
    let directory = Directory::imported().await;
    let source = directory.id("source", "article").await;
    let (_, state) = directory.state::<Source>(source).await;
    directory.create(Uuid::from_u128(3), Source { slug: "book".to_owned(), ..state.content }).await;
    directory.content.append(
        "directory/sources.toml",
        "[[source]]\nslug = \"book\"\nkind = \"document\"\ntitle.kk = \"кітап\"\n\
         [[source]]\nslug = \"law\"\nkind = \"legal-act\"\ntitle.kk = \"заң\"\n",
    );
    let person = |slug: &str, source: &str| {
        format!("[[person]]\nslug = \"{slug}\"\nsource = \"{source}\"\nname.kk = \"Асан\"\n")
    };
    directory.content.append("directory/people.toml", &(person("asan", "book") + &person("usen", "law")));
    let (news, said) = directory.news().await;
    assert_eq!(news, ["source law 1 create published by nobody", "person usen 1 create published by nobody"]);
    let skipped = [
        "source book: a record that an editor created has the same slug",
        "person asan: its field citations would reference an unpublished record",
    ];
    assert_eq!(said, (0, skipped.map(str::to_owned).to_vec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_hid_stays_hidden_and_nothing_new_refers_to_it() {
    let directory = Directory::imported().await;
    directory.edit::<Membership>("parasat-chair/liliya-kushch/1", hidden).await;
    directory.edit::<Post>("parasat-chair", hidden).await;
    directory.content.replace(
        "directory/organizations/parasat.toml",
        "[[member]]\n",
        "[[post.holder]]\nperson = \"emil-qurbanov\"\nsource = \"article\"\n\n[[member]]\n",
    );
    let (news, said) = directory.news().await;
    assert_eq!(news, Vec::<String>::new());
    let skipped = [
        "post parasat-chair: an editor has unpublished it",
        "membership parasat-chair/liliya-kushch/1: an editor has unpublished it",
        "membership parasat-chair/emil-qurbanov/1: its field post would reference an unpublished record",
    ];
    assert_eq!(said, (0, skipped.map(str::to_owned).to_vec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_merged_away_leads_to_what_it_was_merged_into() {
    let directory = Directory::imported().await;
    let stays = directory.id("person", "emil-qurbanov").await;
    directory
        .edit::<Membership>("parasat-chair/liliya-kushch/1", |state| state.content.person = Id::from(stays))
        .await;
    directory
        .edit::<Person>("liliya-kushch", |state| {
            hidden(state);
            state.merged_into = Some(stays);
        })
        .await;
    let merged = vec!["person liliya-kushch: an editor has merged it into another record".to_owned()];
    assert_eq!(directory.import_again().await, (0, merged.clone()));
    directory.content.replace(
        "directory/organizations/parasat.toml",
        "person = \"liliya-kushch\"\n",
        "person = \"liliya-kushch\"\nacting = true\n",
    );
    let (news, said) = directory.news().await;
    assert_eq!(
        news,
        ["membership 3 update published by nobody"],
        "it was as people had it, and is the content's"
    );
    assert_eq!(said, (0, merged));
    let membership = directory.id("membership", "parasat-chair/liliya-kushch/1").await;
    let (_, state) = directory.state::<Membership>(membership).await;
    assert_eq!((state.content.person.uuid(), state.content.acting), (stays, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tree_that_people_turned_round_gets_no_cycle() {
    let directory = Directory::imported().await;
    let child = directory.id("organization", "birlik").await;
    directory
        .edit::<Organization>("qha", |state| {
            let citations = state.content.citations.clone();
            state.content.parents =
                vec![Affiliation { organization: Id::from(child), period: ValidityPeriod::default(), citations }];
        })
        .await;
    directory.content.replace(
        "directory/organizations/birlik.toml",
        "parent = \"assembly\"",
        "parent = \"qha\"",
    );
    let (news, (_, skipped)) = directory.news().await;
    assert_eq!(news, Vec::<String>::new());
    assert_eq!(
        skipped,
        [
            "organization qha: an editor has changed it",
            "organization birlik: with the editors' changes, the parents would form a cycle",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_brought_before_it_could_be_edited_is_known_again() {
    let directory = Directory::imported().await;
    let migration = root().join("migrations/2026-11-23-000006-0000_make_directory_editable");
    for file in ["down.sql", "up.sql"] {
        let statements = fs::read_to_string(migration.join(file)).unwrap();
        directory.sql.batch_execute(&statements).await.unwrap();
    }
    assert_eq!(directory.news().await, (Vec::new(), (0, Vec::new())));
}
