package io.verity.audit.control.holds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.http.Json;
import io.verity.audit.store.Database;
import io.verity.audit.store.Hold;
import io.verity.audit.store.HoldObject;
import io.verity.audit.store.HoldObjects;
import io.verity.audit.store.Holds;
import io.verity.audit.store.TrailRetention;
import io.verity.audit.store.TrailTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds as the API shows them. */
final class HoldViews {

  private static final int OBJECTS_SHOWN = 1_000;

  private final Holds holds;
  private final HoldObjects objects;
  private final TrailRetention trail;

  HoldViews(Database database) {
    this.holds = new Holds(database);
    this.objects = new HoldObjects(database);
    this.trail = new TrailRetention(database);
  }

  static Map<String, Object> of(Hold hold) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", hold.id());
    view.put("name", hold.name());
    view.put("reason", hold.reason());
    view.put("scope", scope(hold));
    view.put("status", hold.status());
    view.put("requested_by", hold.requestedBy());
    view.put("requested_at", hold.requestedAt());
    view.put("active_at", hold.activeAt());
    view.put("release_requested_by", hold.releaseRequestedBy());
    view.put("release_requested_at", hold.releaseRequestedAt());
    view.put("release_reason", hold.releaseReason());
    view.put("released_at", hold.releasedAt());
    return view;
  }

  /** With who agreed to it, and how far it has got. */
  Map<String, Object> detail(Hold hold) {
    Map<String, Object> view = of(hold);
    view.put("approvals", holds.approvals(hold.id()));
    HoldObjects.Counts counts = objects.count(hold.id());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("covered", counts.covered());
    shown.put("held", counts.held());
    shown.put("released", counts.released());
    shown.put(
        "items", objects.of(hold.id(), OBJECTS_SHOWN).stream().map(HoldViews::object).toList());
    view.put("objects", shown);
    view.put("trail", scope(hold).path("trail").asBoolean() ? trail() : null);
    return view;
  }

  private static Map<String, Object> object(HoldObject object) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("object_key", object.objectKey());
    view.put("version_id", object.versionId());
    view.put("held_at", object.heldAt());
    view.put("released_at", object.releasedAt());
    return view;
  }

  private Map<String, Object> trail() {
    List<TrailTable> tables = trail.all();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put(
        "paused",
        !tables.isEmpty()
            && tables.stream().allMatch(table -> table.paused() && table.checkedAt() != null));
    view.put("tables", tables.stream().map(HoldViews::table).toList());
    return view;
  }

  private static Map<String, Object> table(TrailTable table) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("table_name", table.name());
    view.put("paused", table.paused());
    view.put("checked_at", table.checkedAt());
    return view;
  }

  private static JsonNode scope(Hold hold) {
    try {
      return Json.MAPPER.readTree(hold.scopeJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the scope of hold " + hold.id() + " is no JSON", e);
    }
  }
}
