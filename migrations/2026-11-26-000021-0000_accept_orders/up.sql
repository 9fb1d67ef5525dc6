ALTER TABLE words ADD accepted_orders text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN words.accepted_orders IS 'Sentences that hold the words of one of its examples in another order that is right, too.';
