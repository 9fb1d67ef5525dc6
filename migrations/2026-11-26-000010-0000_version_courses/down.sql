ALTER TABLE courses DROP digest, DROP content_version;
