DROP TABLE recovery_codes;
DROP TABLE known_devices;
DROP TABLE login_codes;
DROP TABLE password_attempts;
DROP TABLE sessions;
DROP TABLE accounts;
DROP COLLATION kk;
