package io.verity.audit.trail;

/**
 * A lane of events, column by column; LowCardinality columns as indices into the batch's
 * dictionary.
 */
final class ColumnLane extends Lane {

  final ByteBuf eventIds = new ByteBuf(1024);
  final ByteBuf eventTypes = new ByteBuf(256);
  final ByteBuf actorIds = new ByteBuf(1024);
  final ByteBuf actorTypes = new ByteBuf(256);
  final ByteBuf resourceTypes = new ByteBuf(256);
  final ByteBuf resourceIds = new ByteBuf(1024);
  final ByteBuf actions = new ByteBuf(256);
  final ByteBuf details = new ByteBuf(8192);
  final ByteBuf timestamps = new ByteBuf(512);
  final ByteBuf offsets = new ByteBuf(512);

  ColumnLane(int partition) {
    super(partition);
  }
}
