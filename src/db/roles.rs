//! The roles of a database: that of the service, which changes neither the schema nor the logs, and the owner of the logs.

use diesel::QueryableByName;
use diesel::sql_types::Bool;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};

use crate::db::advisory_locks;
use crate::db::connection::{connect, credentials};
use crate::db::migrations::MigrationError;
use crate::db::statement::statement;

/// The tables that are only added to: what happened to accounts, and who accessed members' data.
const LOGS: &str = "'account_log', 'club_access_log'";
/// The role that owns them. Nobody logs in with it.
const LOG_OWNER: &str = "dostyq_audit";

/// The role that the service logs in with.
#[derive(Debug, Clone)]
pub struct ServiceRole {
    name: String,
    /// The password that the role gets if it does not exist yet.
    password: Option<String>,
}

impl ServiceRole {
    /// A role without a password, for a server that only its own user can reach.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), password: None }
    }

    /// The role of a URL. Fails if the URL names none, or that of the owner of the schema.
    pub fn of(url: &str, owner_url: &str) -> Result<Self, MigrationError> {
        let (name, password) = credentials(url)?;
        let name = name.ok_or_else(|| MigrationError::failed("the URL of the database names no role"))?;
        if credentials(owner_url)?.0.as_ref() == Some(&name) {
            let same = "the owner of the schema and the service must be different roles";
            return Err(MigrationError::failed(same));
        }
        Ok(Self { name, password })
    }
}

/// Allows the service's role to use the database at `owner_url`: to read and write all tables, but to change neither
/// the schema nor what was logged. Creates this role, and that of the owner of the logs, if they do not exist. Logs in
/// as the role that owns the schema.
pub async fn grant_use(owner_url: &str, role: &ServiceRole) -> Result<(), MigrationError> {
    let mut connection = connect(owner_url).await?;
    // Released when the connection closes.
    connection.batch_execute(advisory_locks::MIGRATION).await.map_err(MigrationError::failed)?;
    connection.batch_execute(&grants(role)).await.map_err(MigrationError::failed)
}

#[derive(QueryableByName)]
struct PrivilegeRow {
    #[diesel(sql_type = Bool)]
    is_held: bool,
}

/// Whether the role of a URL could change what was logged about accounts: it owns the log or its owner, or is a superuser.
pub async fn may_change_logs(url: &str) -> Result<bool, MigrationError> {
    let mut connection = connect(url).await?;
    let query = "SELECT has_table_privilege(oid, 'UPDATE') OR pg_has_role(relowner, 'MEMBER') AS is_held
        FROM pg_class WHERE oid = 'account_log'::regclass";
    let privilege: PrivilegeRow =
        statement(query).get_result(&mut connection).await.map_err(MigrationError::failed)?;
    Ok(privilege.is_held)
}

fn grants(role: &ServiceRole) -> String {
    let (name, literal) = (identifier(&role.name), text(&role.name));
    let password =
        role.password.as_ref().map(|password| format!(" PASSWORD {}", text(password))).unwrap_or_default();
    format!(
        "DO $roles$
         DECLARE log regclass;
         BEGIN
           IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LOG_OWNER}') THEN
             CREATE ROLE {LOG_OWNER} NOLOGIN;
           END IF;
           IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal}) THEN
             CREATE ROLE {name} LOGIN{password};
           END IF;
           IF NOT pg_has_role('{LOG_OWNER}', 'USAGE') THEN
             GRANT {LOG_OWNER} TO CURRENT_USER;
           END IF;
           GRANT USAGE, CREATE ON SCHEMA public TO {LOG_OWNER};
           FOR log IN
             SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname IN ({LOGS})
               AND relowner <> '{LOG_OWNER}'::regrole
           LOOP
             EXECUTE format('ALTER TABLE %s OWNER TO {LOG_OWNER}', log);
           END LOOP;
           GRANT USAGE ON SCHEMA public TO {name};
           GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};
           GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name};
           FOR log IN
             SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname IN ({LOGS})
           LOOP
             EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %I', log, {literal});
           END LOOP;
         END $roles$"
    )
}

/// Quotes the name of a role.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Quotes a text. A backslash would have a meaning in it on servers with an old setting.
fn text(text: &str) -> String {
    format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_is_that_of_the_url_and_its_name_is_quoted() {
        let owner = "postgresql://owner@localhost/dostyq";
        let role = ServiceRole::of("postgresql://dos%22tyq:it's%5C@localhost/dostyq", owner).unwrap();
        let sql = grants(&role);
        assert!(sql.contains(r#"CREATE ROLE "dos""tyq" LOGIN PASSWORD E'it''s\\';"#), "{sql}");
        assert!(sql.contains(r#"rolname = E'dos"tyq'"#), "{sql}");
        for wrong in ["postgresql://localhost/dostyq", owner] {
            assert!(ServiceRole::of(wrong, owner).is_err(), "{wrong}");
        }
    }
}
