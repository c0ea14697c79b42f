CREATE TABLE "site" (
	"id" integer PRIMARY KEY NOT NULL,
	"secret_seal" text NOT NULL
);
