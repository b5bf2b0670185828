/** A Flink cluster for the tests of jobs, of whatever Flink is on the caller's class path. */
package io.verity.audit.stack.flink;
