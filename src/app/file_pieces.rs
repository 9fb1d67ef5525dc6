//! Files that are too long to hold in memory: use cases send them piece by piece to the writer of the response.

use tokio::sync::mpsc;

use crate::app::AppError;

/// The time that a reader may take for one piece. After that, the file is abandoned and its database snapshot is
/// released.
const READER_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(30);

/// A piece of a file. A file is complete only if it ends with [`End`](Self::End).
#[derive(Debug)]
pub enum Piece {
    /// Some bytes.
    Bytes(Vec<u8>),
    /// The end of the file.
    End,
}

/// Sends a piece as soon as the reader can take it.
pub(super) async fn send_piece(pieces: &mpsc::Sender<Piece>, piece: Piece) -> Result<(), AppError> {
    match tokio::time::timeout(READER_TIMEOUT, pieces.send(piece)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(AppError::Unavailable("the reader has disconnected".to_owned())),
        Err(_) => Err(AppError::Unavailable("the reader is too slow".to_owned())),
    }
}
