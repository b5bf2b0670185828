/** Functions for Flink SQL: what reports compute and SQL has no exact word for. */
package io.verity.audit.udf;
