SELECT
  kafka_partition, events, first_offset, last_offset,
  last_offset - first_offset + 1 - events AS other_offsets,
  batches, oldest, newest
FROM trail_offsets
