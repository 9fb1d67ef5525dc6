//! Trusted documents: files of operations that clients may send by the SHA-256 of the file.

use std::path::{Path, PathBuf};
use std::{fs, io};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// The id and the text of a document.
pub type Document = (String, String);

/// Reads the files `*.graphql` in a folder and below.
pub fn read(folder: &Path) -> io::Result<Vec<(PathBuf, Document)>> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            documents.extend(read(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "graphql") {
            let text = fs::read_to_string(&path)?;
            documents.push((path, document(text)));
        }
    }
    Ok(documents)
}

/// Returns the documents of the service's own app, exactly as it sends them.
pub fn of_the_app() -> Vec<Document> {
    let texts: Vec<&str> = include!(concat!(env!("OUT_DIR"), "/web/operations.rs")).into_iter().collect();
    texts.into_iter().map(|text| document(text.to_owned())).collect()
}

fn document(text: String) -> Document {
    (HEXLOWER.encode(&Sha256::digest(&text)), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_what_sha256sum_prints() {
        let (id, _) = document("{ __typename }\n".to_owned());
        assert_eq!(id, "0640deae2cb522593fef7d434e86062b36d6856ccdcc19310ad2e516ff4dd8d2");
        assert!(of_the_app().len() > 30);
    }
}
