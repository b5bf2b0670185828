/** Collects rows of databases, by queries that can't write. */
package io.verity.audit.collect.sql;
