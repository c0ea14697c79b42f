ALTER TABLE "screens" ADD COLUMN "paired_by" uuid;--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "paired_by" uuid;--> statement-breakpoint
CREATE INDEX "links_maker" ON "links" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "passes_maker" ON "passes" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "screens_paired_by" ON "screens" USING btree ("paired_by");--> statement-breakpoint
CREATE INDEX "stations_paired_by" ON "stations" USING btree ("paired_by");--> statement-breakpoint
-- The version before: knows neither column. The audit says who made each device what it is.
UPDATE "screens" SET "paired_by" = (
	SELECT ("actor"->>'id')::uuid FROM "audit_entries"
	WHERE "audit_entries"."workshop_id" = "screens"."workshop_id"
		AND "change"->>'type' IN ('screenAdded', 'screenPaired') AND "change"->>'screenId' = "screens"."id"::text
	ORDER BY "audit_entries"."id" DESC LIMIT 1
) WHERE "revoked_at" IS NULL;
--> statement-breakpoint
-- The version before: knows neither column.
UPDATE "stations" SET "paired_by" = (
	SELECT ("actor"->>'id')::uuid FROM "audit_entries"
	WHERE "audit_entries"."workshop_id" = "stations"."workshop_id" AND "at" <= "stations"."paired_at"
		AND "change"->>'type' IN ('stationAdded', 'pairingOpened') AND "change"->>'stationId' = "stations"."id"::text
	ORDER BY "audit_entries"."id" DESC LIMIT 1
) WHERE "revoked_at" IS NULL AND "paired_at" IS NOT NULL;
