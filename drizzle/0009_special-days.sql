ALTER TABLE "stages" ADD COLUMN "work_types" text[];--> statement-breakpoint
ALTER TABLE "workshops" ADD COLUMN "holidays" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "workshops" ADD COLUMN "special_days" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- The version before: knows no holidays, and goes on counting such days as open until it ends.
UPDATE "workshops" SET "holidays" = 'CN'
WHERE "language" = 'zh-CN'
	AND "time_zone" IN ('Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'Asia/Kashgar', 'PRC');
--> statement-breakpoint
-- The stage for body and paint that a workshop began with. [OUT9]
-- The version before: does not know the column, and counts the allowance for every job until it ends.
UPDATE "stages" SET "work_types" = '{accident}'
WHERE "kind" = 'repair' AND "name" IN ('钣喷', '鈑噴', 'Body & paint');
