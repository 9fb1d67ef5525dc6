//! The import respects editors: it imports records that nobody edited, and skips and reports the others.

use chrono::{DateTime, Utc};
use dostyq::db::directory::{self as db, Edit, EditContext, Stored};
use dostyq::db::{Database, migrations};
use dostyq::domain::directory::{
    Affiliation, EditAction, Event, Membership, Observation, Organization, Person, Post, RecordState, Source,
    ValidityPeriod,
};
use dostyq::domain::ids::{AccountId, Id};
use dostyq::import::{self, Origin, Outcome};
use tokio_postgres::Client;
use uuid::Uuid;

use super::folder::ContentFolder;
use crate::support::cluster::TestDatabase;
use crate::support::sql::connect;

const CENTRE: &str = "directory/organizations/language-centre.toml";
const FIGURES: &str = "directory/figures.toml";

/// A directory that both the content and editors change.
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
        let insert = "INSERT INTO accounts (id, email, password_hash, display_name, role, created_at)
            VALUES ($1::text::uuid, 'editor@example.kz', '', 'Editor', 'editor', now())";
        sql.execute(insert, &[&editor().uuid().to_string()]).await.unwrap();
        let directory = Self { content: ContentFolder::copy(), pool, sql, _database: database };
        let before = directory.pool.statements();
        assert_eq!(directory.import().await, (0, Vec::new()));
        let statements = directory.pool.statements() - before;
        assert!(statements < 130, "{statements} statements, which must not depend on the number of records");
        directory
    }

    /// Imports the current content, and returns the number of withdrawn records and the skipped records.
    async fn import(&self) -> (usize, Vec<String>) {
        let content = import::read(self.content.path()).unwrap();
        match import::apply(&self.pool.session(), &content, Origin::Chosen, now()).await.unwrap() {
            Outcome::Imported { withdrawn, skipped, .. } => {
                let skipped = skipped
                    .iter()
                    .map(|record| record.to_string().strip_prefix("skipped ").unwrap().to_owned());
                (withdrawn, skipped.collect())
            }
            other => panic!("{other:?}"),
        }
    }

    /// Imports the content again although it is unchanged.
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
        let mut connection = self.pool.session().connection(None).await.unwrap();
        let found = db::latest::<C>(&mut connection, Id::from(id)).await.unwrap().unwrap();
        (found.version, found.state)
    }

    /// Changes an imported record as an editor.
    async fn edit<C: Stored>(&self, key: &str, change: impl FnOnce(&mut RecordState<C>)) {
        let id = self.id(C::KIND.as_str(), key).await;
        let (version, mut state) = self.state::<C>(id).await;
        change(&mut state);
        self.write(Edit { id: Id::from(id), version: version + 1, action: EditAction::Update, state }).await;
    }

    /// Creates a record as an editor.
    async fn create<C: Stored>(&self, id: Uuid, content: C) {
        let state = RecordState { content, published: true, merged_into: None };
        self.write(Edit { id: Id::from(id), version: 1, action: EditAction::Create, state }).await;
    }

    async fn write<C: Stored>(&self, edit: Edit<C>) {
        let mut connection = self.pool.session().connection(None).await.unwrap();
        let context = EditContext { editor: Some(editor()), reason: None, now: now() };
        db::write(&mut connection, context, &[edit]).await.unwrap();
    }

    /// Returns every revision: kind, slug if any, version, action, whether it is published, and whether nobody (the
    /// import) wrote it.
    async fn revisions(&self) -> Vec<String> {
        let query = "SELECT concat_ws(' ', record_kind, content ->> 'slug', content ->> 'value', version, action,
            CASE WHEN published THEN 'published' ELSE 'hidden' END, CASE WHEN editor_id IS NULL THEN 'by nobody' END)
            FROM revisions ORDER BY recorded_at";
        self.sql.query(query, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
    }

    /// Imports, and returns the new revisions and the result of the import.
    async fn import_and_diff(&self) -> (Vec<String>, (usize, Vec<String>)) {
        let before = self.revisions().await.len();
        let result = self.import().await;
        (self.revisions().await.split_off(before), result)
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
async fn every_record_is_imported_once() {
    let directory = Directory::imported().await;
    let before = directory.revisions().await;
    assert!(before.iter().all(|revision| revision.ends_with(" 1 create published by nobody")), "{before:#?}");
    let kept = "SELECT count(*) FROM imported_records JOIN revisions USING (record_id, version, record_kind)";
    let kept: i64 = directory.sql.query_one(kept, &[]).await.unwrap().get(0);
    assert_eq!(usize::try_from(kept).unwrap(), before.len(), "each record has its key");
    let sent = directory.pool.statements();
    assert_eq!(directory.import_again().await, (0, Vec::new()));
    let sent = directory.pool.statements() - sent;
    assert!(sent < 60, "{sent} statements to find no change");
    assert_eq!(directory.revisions().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_in_the_files_is_a_revision_by_nobody() {
    let directory = Directory::imported().await;
    directory.content.replace(CENTRE, "en = \"Language Teaching Centre\"", "");
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(import_and_diff, ["organization language-centre 2 update published by nobody"]);
    assert_eq!(said, (0, Vec::new()));
    directory.content.restore(CENTRE);
    assert_eq!(
        directory.import_and_diff().await.0,
        ["organization language-centre 3 update published by nobody"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn edited_records_are_skipped_and_reported_until_the_files_agree() {
    let directory = Directory::imported().await;
    directory.edit::<Organization>("language-centre", |state| state.content.names[0].text.en = None).await;
    let skipped = (0, vec!["organization language-centre: an editor has changed it".to_owned()]);
    assert_eq!(directory.import_again().await, skipped);
    directory.content.replace(CENTRE, "en = \"Language Teaching Centre\"", "");
    assert_eq!(directory.import_and_diff().await, (Vec::new(), (0, Vec::new())), "the files agree now");
    directory.content.restore(CENTRE);
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(
        import_and_diff,
        ["organization language-centre 3 update published by nobody"],
        "the content manages the record again"
    );
    assert_eq!(said, (0, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn records_removed_from_the_files_are_hidden_and_can_return() {
    let directory = Directory::imported().await;
    directory.content.remove(CENTRE);
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(import_and_diff, ["organization language-centre 2 unpublish hidden by nobody"]);
    assert_eq!(said, (1, Vec::new()));
    assert_eq!(directory.import_again().await, (0, Vec::new()));
    directory.content.restore(CENTRE);
    assert_eq!(
        directory.import_and_diff().await.0,
        ["organization language-centre 3 publish published by nobody"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_records_stay_if_they_are_edited_or_referenced() {
    let directory = Directory::imported().await;
    directory.edit::<Organization>("language-centre", |state| state.content.position = 99).await;
    let house = directory.id("organization", "akim-office").await;
    directory.edit::<Event>("nauryz", |state| state.content.organizers.push(Id::from(house))).await;
    directory.content.remove(CENTRE);
    directory.content.remove("directory/organizations/akim-office.toml");
    directory.content.replace("directory/organizations/house.toml", "parent = \"akim-office\"\n", "");
    let (import_and_diff, (withdrawn, skipped)) = directory.import_and_diff().await;
    assert_eq!(import_and_diff, ["organization house 2 update published by nobody"]);
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
async fn a_changed_value_supersedes_the_old_one_and_both_are_removed_together() {
    let directory = Directory::imported().await;
    let old = directory.id("observation", "house-employees/2017~/2018~").await;
    directory.content.replace(FIGURES, "value = 37", "value = 38.5");
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(import_and_diff, ["observation 38.5 1 create published by nobody"]);
    assert_eq!(said, (0, Vec::new()));
    let new = directory.id("observation", "house-employees/2017~/2018~").await;
    let (_, state) = directory.state::<Observation>(new).await;
    assert_eq!(state.content.supersedes.map(Id::uuid), Some(old));
    assert!(directory.state::<Observation>(old).await.1.published);
    assert_eq!(directory.import_again().await, (0, Vec::new()));

    let rest = "\n[[indicator.observation]]\nperiod = \"2017~/2018~\"\nvalue = 38.5\nsource = \"article\"\n";
    directory.content.replace(FIGURES, rest, "");
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(
        import_and_diff,
        ["observation 37.0 2 unpublish hidden by nobody", "observation 38.5 2 unpublish hidden by nobody"]
    );
    assert_eq!(said, (1, Vec::new()));
    directory.content.restore(FIGURES);
    directory.content.replace(FIGURES, "value = 37", "value = 38.5");
    let (import_and_diff, _) = directory.import_and_diff().await;
    assert_eq!(
        import_and_diff,
        ["observation 37.0 3 publish published by nobody", "observation 38.5 3 publish published by nobody"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_value_is_kept_until_the_files_agree() {
    let directory = Directory::imported().await;
    let old = directory.id("observation", "house-employees/2017~/2018~").await;
    let (_, state) = directory.state::<Observation>(old).await;
    let correction = Uuid::from_u128(2);
    let content = Observation { value: 39.0, supersedes: Some(Id::from(old)), ..state.content };
    directory.create(correction, content).await;
    let skipped = vec!["observation house-employees/2017~/2018~: an editor has changed it".to_owned()];
    assert_eq!(directory.import_again().await, (0, skipped.clone()));
    directory.content.replace(FIGURES, "value = 37", "value = 38");
    assert_eq!(directory.import_and_diff().await, (Vec::new(), (0, skipped)));
    directory.content.replace(FIGURES, "value = 38", "value = 39");
    assert_eq!(directory.import_and_diff().await, (Vec::new(), (0, Vec::new())));
    assert_eq!(
        directory.id("observation", "house-employees/2017~/2018~").await,
        correction,
        "the correction is adopted"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_slug_is_reported_and_the_rest_is_imported() {
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
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(
        import_and_diff,
        ["source law 1 create published by nobody", "person usen 1 create published by nobody"]
    );
    let skipped = [
        "source book: a record that an editor created has the same slug",
        "person asan: its field citations would reference an unpublished record",
    ];
    assert_eq!(said, (0, skipped.map(str::to_owned).to_vec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_records_stay_hidden_and_get_no_new_references() {
    let directory = Directory::imported().await;
    directory.edit::<Membership>("parasat-chair/liliya-kushch/1", hidden).await;
    directory.edit::<Post>("parasat-chair", hidden).await;
    directory.content.replace(
        "directory/organizations/parasat.toml",
        "[[member]]\n",
        "[[post.holder]]\nperson = \"emil-qurbanov\"\nsource = \"article\"\n\n[[member]]\n",
    );
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(import_and_diff, Vec::<String>::new());
    let skipped = [
        "post parasat-chair: an editor has unpublished it",
        "membership parasat-chair/liliya-kushch/1: an editor has unpublished it",
        "membership parasat-chair/emil-qurbanov/1: its field post would reference an unpublished record",
    ];
    assert_eq!(said, (0, skipped.map(str::to_owned).to_vec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn merged_records_lead_to_the_records_they_were_merged_into() {
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
    let (import_and_diff, said) = directory.import_and_diff().await;
    assert_eq!(
        import_and_diff,
        ["membership 3 update published by nobody"],
        "it was as people had it, and is the content's"
    );
    assert_eq!(said, (0, merged));
    let membership = directory.id("membership", "parasat-chair/liliya-kushch/1").await;
    let (_, state) = directory.state::<Membership>(membership).await;
    assert_eq!((state.content.person.uuid(), state.content.acting), (stays, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reversed_tree_gets_no_cycle() {
    let directory = Directory::imported().await;
    let child = directory.id("organization", "birlik").await;
    directory
        .edit::<Organization>("qha", |state| {
            let citations = state.content.citations.clone();
            state.content.parents = vec![Affiliation {
                organization: Id::from(child),
                period: ValidityPeriod::default(),
                citations,
            }];
        })
        .await;
    directory.content.replace(
        "directory/organizations/birlik.toml",
        "parent = \"assembly\"",
        "parent = \"qha\"",
    );
    let (import_and_diff, (_, skipped)) = directory.import_and_diff().await;
    assert_eq!(import_and_diff, Vec::<String>::new());
    assert_eq!(
        skipped,
        [
            "organization qha: an editor has changed it",
            "organization birlik: with the editors' changes, the parents would form a cycle",
        ]
    );
}
