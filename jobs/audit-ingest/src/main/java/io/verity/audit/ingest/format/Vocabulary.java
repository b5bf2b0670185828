package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A column's closed list of words; a word is looked up among its preallocated bytes. */
final class Vocabulary {

  static final Vocabulary ACTOR_TYPES = new Vocabulary("USER", "SYSTEM", "SERVICE");

  static final Vocabulary ACTIONS =
      new Vocabulary(
          "CREATE",
          "UPDATE",
          "DELETE",
          "REVOKE",
          "APPROVE",
          "READ",
          "EXPORT",
          "DISCLOSE",
          "LOGIN",
          "LOGOUT",
          "GRANT",
          "EXECUTE");

  private final List<String> words;
  private final byte[][] bytes;

  private Vocabulary(String... words) {
    this.words = List.of(words);
    this.bytes = this.words.stream().map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new);
  }

  /** The word's bytes; null if it is none of the list. */
  byte[] find(char[] text, int offset, int length) {
    for (byte[] word : bytes) {
      if (word.length == length && word[0] == text[offset] && matches(word, text, offset)) {
        return word;
      }
    }
    return null;
  }

  private static boolean matches(byte[] word, char[] text, int offset) {
    for (int at = 1; at < word.length; at++) {
      if (word[at] != text[offset + at]) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws IllegalArgumentException if the word is none of the list
   */
  byte[] of(String word) {
    byte[] found = find(word.toCharArray(), 0, word.length());
    if (found == null) {
      throw new IllegalArgumentException(Quote.of(word) + " is not " + this);
    }
    return found;
  }

  /** {@code A, B or C}. */
  @Override
  public String toString() {
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
