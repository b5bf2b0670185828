package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts, ConfigMaps, volumes, ports and labels that are named are there. */
class ReferencesTest {

  private static final List<Manifest> BASE = Kustomization.in(Tree.BASE).documents();

  @Test
  void whatIsNamedIsThere() {
    assertThat(References.problems(BASE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ingest.yaml, name: verity-ingest-env, name: verity-env, there is no ConfigMap \"verity-env\"",
    "ingest.yaml, serviceAccount: verity-ingest, serviceAccount: flink,"
        + " there is no ServiceAccount \"flink\"",
    "control-plane.yaml, name: temp\\n              mountPath, name: tmp\\n              mountPath,"
        + " mounts no volume of its own",
    "control-plane.yaml, targetPort: api, targetPort: http, have no port \"http\"",
    "pod-monitors.yaml, port: flink-metrics, port: flink,"
        + " pods of audit-ingest have no port \"flink\"",
    "pod-monitors.yaml, app: audit-ingest, app: ingest, 'selects no pods: {\"app\":\"ingest\"}'",
    "network-policies.yaml, name: verity-hold-keeper\\n  policy, name: keeper\\n  policy, selects no pods",
    "rbac.yaml, kind: Role\\n  name: verity-flink, kind: Role\\n  name: flink, there is no Role \"flink\""
  })
  void aNameOfNothingIsFound(String file, String right, String wrong, String problem)
      throws Exception {
    List<Manifest> manifests = new ArrayList<>(BASE);
    manifests.removeIf(manifest -> manifest.file().equals("base/" + file));
    manifests.addAll(Mistakes.make(file, right.replace("\\n", "\n"), wrong.replace("\\n", "\n")));
    assertThat(References.problems(manifests))
        .anySatisfy(
            found ->
                assertThat(found).startsWith("base/" + file + ", document ").contains(problem));
  }
}
