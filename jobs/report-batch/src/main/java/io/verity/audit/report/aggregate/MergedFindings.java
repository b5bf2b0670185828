package io.verity.audit.report.aggregate;

import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack.FindingSpec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Findings of the trail, kind by kind, and after those of a severity the evidence's of it. */
final class MergedFindings implements RowStream<Finding> {

  private final Deque<FindingSpec> kinds;
  private final Deque<Finding> ofEvidence;
  private final Rows rows;
  private RowStream<Finding> open;

  /** Opens the findings of a kind. */
  interface Rows {
    RowStream<Finding> of(FindingSpec kind) throws IOException;
  }

  /** Both lists worst first. */
  MergedFindings(List<FindingSpec> kinds, List<Finding> ofEvidence, Rows rows) {
    this.kinds = new ArrayDeque<>(kinds);
    this.ofEvidence = new ArrayDeque<>(ofEvidence);
    this.rows = rows;
  }

  @Override
  public Finding next() throws IOException {
    while (true) {
      Finding finding = open == null ? null : open.next();
      if (finding != null) {
        return finding;
      }
      close();
      if (isTurnOfEvidence()) {
        return ofEvidence.poll();
      }
      open = rows.of(kinds.poll());
    }
  }

  /** Also at the very end, where there is none left. */
  private boolean isTurnOfEvidence() {
    return kinds.isEmpty()
        || !ofEvidence.isEmpty()
            && ofEvidence.peek().severity().compareTo(kinds.peek().severity()) < 0;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
