//! Files that are too long to be held at once: they are handed on piece by piece to whoever sends them.

use tokio::sync::mpsc;

use crate::app::AppError;

/// How long a reader may take for one piece before the file is given up, and its snapshot with it.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// A piece of a file. Only after the [end](Self::End) it is whole.
#[derive(Debug)]
pub enum Piece {
    /// Some bytes.
    Bytes(Vec<u8>),
    /// That was all.
    End,
}

/// Hands on a piece as soon as the reader can take it.
pub(super) async fn hand_on(pieces: &mpsc::Sender<Piece>, piece: Piece) -> Result<(), AppError> {
    match tokio::time::timeout(PATIENCE, pieces.send(piece)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(AppError::Unavailable("the reader is gone".to_owned())),
        Err(_) => Err(AppError::Unavailable("the reader is too slow".to_owned())),
    }
}
