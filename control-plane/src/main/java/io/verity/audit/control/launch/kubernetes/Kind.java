package io.verity.audit.control.launch.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The operator's resources that a report can be. */
enum Kind {
  FlinkSessionJob("flinksessionjobs"),
  FlinkDeployment("flinkdeployments");

  static final String API_VERSION = "flink.apache.org/v1beta1";

  private final String plural;

  Kind(String plural) {
    this.plural = plural;
  }

  ResourceDefinitionContext definition() {
    return new ResourceDefinitionContext.Builder()
        .withGroup("flink.apache.org")
        .withVersion("v1beta1")
        .withKind(name())
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
