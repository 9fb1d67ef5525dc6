//! A zip archive that can be sent while it is being written.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter, ZipDataWriter, ZipEntryWriter};

/// The bytes that have been written but not yet taken.
#[derive(Clone, Debug, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A zip archive. Its files are written one after the other; the bytes written so far can be taken at any time.
///
/// All files are compressed. In a stream, the sizes have to follow the data, and some programs cannot read uncompressed
/// files stored that way.
#[derive(Debug)]
pub struct Archive {
    zip: ZipArchiveWriter<Written>,
    written: Written,
}

impl Default for Archive {
    fn default() -> Self {
        let written = Written::default();
        Self { zip: ZipArchiveWriter::new(written.clone()), written }
    }
}

impl Archive {
    /// Begins a file.
    pub fn file(&mut self, name: &str) -> io::Result<ArchivedFile<'_>> {
        let file = self.zip.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (entry, config) = file.start().map_err(io::Error::other)?;
        let encoder = DeflateEncoder::new(entry, Compression::default());
        Ok(ArchivedFile { data: config.wrap(encoder), written: self.written.clone() })
    }

    /// Ends the archive, and returns the bytes not yet taken.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.zip.finish().map_err(io::Error::other)?;
        Ok(self.written.take())
    }
}

/// A file being written to an archive.
pub struct ArchivedFile<'a> {
    data: ZipDataWriter<DeflateEncoder<ZipEntryWriter<'a, Written>>>,
    written: Written,
}

impl ArchivedFile<'_> {
    /// Writes some bytes of the file, and returns the bytes of the archive that were written since the last call.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        self.data.write_all(bytes)?;
        Ok(self.written.take())
    }

    /// Ends the file, and returns the bytes of the archive that were written since the last call.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        let (encoder, sizes) = self.data.finish().map_err(io::Error::other)?;
        encoder.finish()?.finish(sizes).map_err(io::Error::other)?;
        Ok(self.written.take())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// Returns the names and contents of an archive's files, and verifies their checksums.
    fn files(archive: &[u8]) -> Vec<(String, String)> {
        let archive = rawzip::ZipArchive::from_slice(archive).unwrap();
        let (mut entries, mut files) = (archive.entries(), Vec::new());
        while let Some(entry) = entries.next_entry().unwrap() {
            let data = archive.get_entry(entry.wayfinder()).unwrap();
            let mut text = String::new();
            let decoder = flate2::bufread::DeflateDecoder::new(data.data());
            data.verifying_reader(decoder).read_to_string(&mut text).unwrap();
            files.push((entry.file_path().try_normalize().unwrap().as_ref().to_owned(), text));
        }
        files
    }

    #[test]
    fn the_pieces_form_an_archive_with_the_written_files() {
        let mut archive = Archive::default();
        let mut pieces = Vec::new();
        let mut long = archive.file("long.csv").unwrap();
        let line = "сәлем, әлем\r\n".repeat(1_000);
        for _ in 0..50 {
            pieces.push(long.write(line.as_bytes()).unwrap());
        }
        pieces.push(long.finish().unwrap());
        assert!(
            pieces.iter().filter(|piece| !piece.is_empty()).count() > 1,
            "the archive comes in several pieces"
        );
        pieces.push(archive.file("short.csv").unwrap().finish().unwrap());
        pieces.push(archive.finish().unwrap());
        let whole = pieces.concat();
        assert!(whole.len() < line.len() * 5);
        assert_eq!(
            files(&whole),
            [("long.csv".to_owned(), line.repeat(50)), ("short.csv".to_owned(), String::new())]
        );
    }
}
