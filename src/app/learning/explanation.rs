//! Explanations of why a card is due when it is due.

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::CardId;
use crate::domain::learning::explanation::Explanation;

/// Explains the schedule of a card of the viewer from its log. `None` if the viewer has no card with this id. Four SQL
/// statements.
pub async fn explain_schedule(caller: &Caller, id: CardId) -> Result<Option<Explanation>, AppError> {
    let settings = &caller.viewer()?.settings;
    let learner = settings.learner_id;
    let mut connection = caller.connection().await?;
    let Some(card) = db::learning::cards_by_ids(&mut connection, learner, &[id]).await?.pop() else {
        return Ok(None);
    };
    let mut logs = db::learning::logs_of_cards(&mut connection, learner, &[id]).await?;
    let presets = db::learning::presets(&mut connection, learner).await?;
    let log = logs.remove(&id).unwrap_or_default();
    Ok(Some(Explanation::new(&card, log, &presets, settings, caller.now)?))
}
