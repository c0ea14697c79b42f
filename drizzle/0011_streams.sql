CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workshop_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"facet_versions" jsonb NOT NULL,
	"revision" bigint NOT NULL,
	"job_id" uuid,
	"kind" text NOT NULL,
	"priority" text NOT NULL,
	"words" text NOT NULL,
	"customer" jsonb NOT NULL,
	"status" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"owner_id" uuid,
	"due_at" timestamp (3) with time zone,
	"answer" text NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"customer_said" text NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"reopened" integer NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
-- The version before: fills it in as ever, and sees no commands and events of other streams.
ALTER TABLE "commands" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
-- The version before: as for "commands".
ALTER TABLE "events" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "stream" text DEFAULT 'job' NOT NULL;--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "stream_id" uuid;--> statement-breakpoint
-- Rewrites the table, some seconds for a million rows: an update would meet the trigger that keeps events as they are.
-- The version before: waits meanwhile.
ALTER TABLE "commands" ALTER COLUMN "stream_id" TYPE uuid USING "job_id";--> statement-breakpoint
-- The version before: the trigger below fills it in.
ALTER TABLE "commands" ALTER COLUMN "stream_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "stream" text DEFAULT 'job' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "stream_id" uuid;--> statement-breakpoint
-- Rewrites the table, some seconds for a million rows: an update would meet the trigger that keeps events as they are.
-- The version before: waits meanwhile.
ALTER TABLE "events" ALTER COLUMN "stream_id" TYPE uuid USING "job_id";--> statement-breakpoint
-- The version before: the trigger below fills it in.
ALTER TABLE "events" ALTER COLUMN "stream_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "facet_versions" jsonb DEFAULT '{"counted":1,"facets":{}}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_workshop_id_workshops_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "public"."workshops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_revision" ON "cases" USING btree ("workshop_id","revision");--> statement-breakpoint
CREATE INDEX "cases_job" ON "cases" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("workshop_id") WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "cases_to_erase" ON "cases" USING btree ("workshop_id","closed_at") WHERE erased_at is null;--> statement-breakpoint
CREATE INDEX "events_stream" ON "events" USING btree ("stream_id","revision");--> statement-breakpoint
-- A second index would cost every command.
-- The version before: reads a job's history slowly until it ends.
DROP INDEX "events_job";
--> statement-breakpoint
-- Keeps "job_id" and "stream_id" of a job's rows the same.
-- The version before: writes "job_id" alone, and reads it.
CREATE FUNCTION "fill_stream"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.stream_id := coalesce(NEW.stream_id, NEW.job_id);
	IF NEW.stream = 'job' THEN
		NEW.job_id := NEW.stream_id;
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
-- The version before: its rows get "stream_id" here.
CREATE TRIGGER "commands_fill_stream" BEFORE INSERT ON "commands" FOR EACH ROW
	WHEN (NEW.stream_id IS NULL OR NEW.stream = 'job' AND NEW.job_id IS DISTINCT FROM NEW.stream_id)
	EXECUTE FUNCTION "fill_stream"();
--> statement-breakpoint
-- The version before: its rows get "stream_id" here.
CREATE TRIGGER "events_fill_stream" BEFORE INSERT ON "events" FOR EACH ROW
	WHEN (NEW.stream_id IS NULL OR NEW.stream = 'job' AND NEW.job_id IS DISTINCT FROM NEW.stream_id)
	EXECUTE FUNCTION "fill_stream"();
