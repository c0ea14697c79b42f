-- Whatever decides who may see or do something counts up the access revision of its workshop, whoever writes it. [ACC7]
-- Columns that decide nothing are left out of the lists: `src/lib/access/access-revision.int.test.ts` knows all columns.
-- The version before: counts the same revision itself; counted twice it does no harm.
CREATE FUNCTION "access_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "workshops" SET "access_revision" = "access_revision" + 1 WHERE "id" = OLD."workshop_id";
	RETURN NULL;
END $$;
--> statement-breakpoint
-- The rows are locked in the order of their ids, as `holdLines` does: two who do so never wait for each other.
-- The version before: counts the same revisions itself, after COMMIT.
CREATE FUNCTION "session_access_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM "workshops" WHERE "id" IN (SELECT "workshop_id" FROM "people" WHERE "user_id" = OLD."user_id" AND "active")
		ORDER BY "id" FOR NO KEY UPDATE;
	UPDATE "workshops" SET "access_revision" = "access_revision" + 1
		WHERE "id" IN (SELECT "workshop_id" FROM "people" WHERE "user_id" = OLD."user_id" AND "active");
	RETURN NULL;
END $$;
--> statement-breakpoint
-- The version before: writes its rows as ever.
CREATE TRIGGER "people_access_changed" AFTER UPDATE OF "workshop_id", "user_id", "name", "roles", "active" ON "people"
	FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- The version before: deletes none of these.
CREATE TRIGGER "people_access_ended" AFTER DELETE ON "people" FOR EACH ROW EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- What a screen reports is written every few seconds, by statements that name none of these columns.
-- The version before: writes its rows as ever.
CREATE TRIGGER "screens_access_changed" AFTER UPDATE OF "workshop_id", "name", "kind", "layout", "stage_ids", "inches", "metres",
	"mounting", "language", "sound", "token_hash", "changed_at", "reload_asked_at", "revoked_at" ON "screens"
	FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- The version before: deletes none of these.
CREATE TRIGGER "screens_access_ended" AFTER DELETE ON "screens" FOR EACH ROW EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- The version before: writes its rows as ever.
CREATE TRIGGER "links_access_changed" AFTER UPDATE OF "workshop_id", "job_id", "token_hash", "revoked_at" ON "links"
	FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- The version before: deletes none of these.
CREATE TRIGGER "links_access_ended" AFTER DELETE ON "links" FOR EACH ROW EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- The version before: writes its rows as ever.
CREATE TRIGGER "stations_access_changed" AFTER UPDATE OF "workshop_id", "name", "idle_minutes", "token_hash", "paired_at",
	"revoked_at", "turn_hash", "person_id", "turn_since" ON "stations"
	FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- A touch moves the end of a turn away, which is found out when the known one comes.
-- The version before: writes its rows as ever.
CREATE TRIGGER "stations_turn_shortened" AFTER UPDATE OF "active_at" ON "stations"
	FOR EACH ROW WHEN (NEW."active_at" < OLD."active_at") EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- The version before: deletes none of these.
CREATE TRIGGER "stations_access_ended" AFTER DELETE ON "stations" FOR EACH ROW EXECUTE FUNCTION "access_changed"();
--> statement-breakpoint
-- A page moves the end of its session away, which is found out when the known one comes.
-- The version before: writes its rows as ever.
CREATE TRIGGER "sessions_access_changed" AFTER UPDATE OF "token", "user_id", "created_at", "expires_at" ON "sessions"
	FOR EACH ROW WHEN (
		NEW."expires_at" < OLD."expires_at" OR NEW."created_at" < OLD."created_at"
		OR NEW."token" <> OLD."token" OR NEW."user_id" <> OLD."user_id"
	) EXECUTE FUNCTION "session_access_changed"();
--> statement-breakpoint
-- The version before: deletes them as ever.
CREATE TRIGGER "sessions_access_ended" AFTER DELETE ON "sessions" FOR EACH ROW EXECUTE FUNCTION "session_access_changed"();
