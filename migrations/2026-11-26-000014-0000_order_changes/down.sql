DROP INDEX review_voids_change_number;
DROP INDEX card_resets_change_number;
ALTER TABLE lesson_starts DROP change_number;
