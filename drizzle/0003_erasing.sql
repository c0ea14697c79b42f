ALTER TABLE "jobs" ADD COLUMN "order_seal" text;--> statement-breakpoint
CREATE INDEX "jobs_order_seal" ON "jobs" USING btree ("order_seal");--> statement-breakpoint
CREATE INDEX "jobs_vehicle" ON "jobs" USING btree ("vehicle_id");--> statement-breakpoint
CREATE INDEX "jobs_customer" ON "jobs" USING btree ("customer_id");--> statement-breakpoint
-- Sharper than in 0001: also where personal data is erased, only what an event says may be written anew. Never
-- its type and time, who did it, nor anything of the audit; and no row goes. [CMD7] [AUD1] [PRIV2]
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'events' AND current_setting('kanche.erasing', true) = 'on' THEN
		-- Within: a column that the other table has not would fail where it is only named.
		IF to_jsonb(NEW) - 'event' = to_jsonb(OLD) - 'event' AND NEW.event ->> 'type' = OLD.type THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
