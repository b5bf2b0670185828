package io.verity.audit.ingest.format;

import java.util.Arrays;

/**
 * What an event name says.
 *
 * @param eventType null if the name makes no event type
 * @param action null if the name alone does not tell
 */
record CloudTrailEventName(byte[] eventType, byte[] action) {

  private static final byte[] READ = Vocabulary.ACTIONS.of("READ");
  private static final byte[] UPDATE = Vocabulary.ACTIONS.of("UPDATE");

  static CloudTrailEventName of(String name, CloudTrailActions actions) {
    char[] snake = UpperSnake.of(name).toCharArray();
    byte[] eventType = new byte[EventTypes.LONGEST];
    boolean valid = EventTypes.copy(snake, 0, snake.length, eventType);
    return new CloudTrailEventName(
        valid ? Arrays.copyOf(eventType, snake.length) : null, actions.find(name));
  }

  byte[] action(boolean readOnly) {
    if (action != null) {
      return action;
    }
    return readOnly ? READ : UPDATE;
  }
}
