CREATE TABLE "pairings" (
	"code" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pairings_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "screens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workshop_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"layout" text NOT NULL,
	"stage_ids" uuid[],
	"inches" double precision NOT NULL,
	"metres" double precision NOT NULL,
	"mounting" text NOT NULL,
	"language" text,
	"sound" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"reload_asked_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"heard_at" timestamp (3) with time zone,
	"report" jsonb,
	"behind_since" timestamp (3) with time zone,
	CONSTRAINT "screens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
-- Screens opened by a link become screens of their own, with the same address and name.
INSERT INTO "screens" ("id", "workshop_id", "name", "kind", "layout", "inches", "metres", "mounting", "language", "sound", "token_hash", "created_at", "changed_at", "revoked_at")
SELECT "id", "workshop_id", "name", "kind", 'promise', coalesce("inches", 55), coalesce("metres", 5), 'landscape', "language", 'none', "token_hash", "created_at", "created_at", "revoked_at"
FROM "links" WHERE "job_id" IS NULL;--> statement-breakpoint
DELETE FROM "links" WHERE "job_id" IS NULL;--> statement-breakpoint
-- The audit says the same of them under their new name; nothing else may write in it. [AUD1]
ALTER TABLE "audit_entries" DISABLE TRIGGER "audit_entries_append_only";--> statement-breakpoint
UPDATE "audit_entries" SET "change" = ("change" - 'linkId') || jsonb_build_object('screenId', "change" -> 'linkId')
WHERE "change" ->> 'type' IN ('screenAdded', 'screenRevoked');--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE TRIGGER "audit_entries_append_only";--> statement-breakpoint
ALTER TABLE "links" ALTER COLUMN "job_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "workshops" ADD COLUMN "plates_masked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "screens" ADD CONSTRAINT "screens_workshop_id_workshops_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "screens_workshop_id_index" ON "screens" USING btree ("workshop_id");--> statement-breakpoint
ALTER TABLE "links" DROP COLUMN "kind";--> statement-breakpoint
ALTER TABLE "links" DROP COLUMN "name";--> statement-breakpoint
ALTER TABLE "links" DROP COLUMN "language";--> statement-breakpoint
ALTER TABLE "links" DROP COLUMN "inches";--> statement-breakpoint
ALTER TABLE "links" DROP COLUMN "metres";