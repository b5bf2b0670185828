/** Runs the report job on a session cluster that is there already, by Flink's own REST. */
package io.verity.audit.control.launch.flink;
