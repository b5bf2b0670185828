/** Runs the report job on Kubernetes, through the resources of Flink's operator. */
package io.verity.audit.control.launch.kubernetes;
