package io.verity.audit.ingest;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.TrailStore;

/** For the negative control: whatever was sent is believed to be there. */
final class CredulousStore extends DelegatingStore {

  CredulousStore(TrailStore real) {
    super(real);
  }

  @Override
  public Presence probe(BatchMeta batch) {
    return Presence.WHOLE;
  }
}
