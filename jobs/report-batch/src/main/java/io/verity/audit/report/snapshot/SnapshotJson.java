package io.verity.audit.report.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.verity.audit.report.ReportException;
import io.verity.audit.trail.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** JSON with sorted keys and no white space: as snapshots are kept, and as they are hashed. */
public final class SnapshotJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private SnapshotJson() {}

  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON form for " + value.getClass(), e);
    }
  }

  public static Snapshot read(String json) {
    try {
      return JSON.readValue(json, Snapshot.class);
    } catch (JsonProcessingException e) {
      throw new ReportException(
          "the snapshot of this run can't be read: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The root of all that the report reads. The number of the reference revision is left out: two
   * imports that come to the same give the same report.
   */
  public static String root(Snapshot snapshot) {
    Map<String, Object> content = new TreeMap<>();
    content.put("batches", snapshot.batches());
    content.put("batches_root", snapshot.batchesRoot());
    content.put("data_cut_off", snapshot.dataCutOff());
    if (snapshot.evidenceRoot() != null) {
      // runs from before there was evidence keep the root that they have
      content.put("evidence_root", snapshot.evidenceRoot());
    }
    content.put("not_ingested", snapshot.notIngested());
    content.put("partitions", snapshot.partitions());
    content.put("reference_sha256", snapshot.referenceSha256());
    return sha256(content);
  }

  /** SHA-256, hex, of the JSON form. */
  public static String sha256(Object value) {
    byte[] json = write(value).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MerkleTree.sha256().digest(json));
  }
}
