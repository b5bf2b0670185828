package io.verity.audit.control.reports;

import io.verity.audit.control.http.Problem;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as RFC 9110 asks for it.
 *
 * @param last belongs to it
 */
record ByteRange(long first, long last) {

  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,32})-(\\d{0,32})");

  long length() {
    return last - first + 1;
  }

  /**
   * Null where the whole file is to be sent: without a header, and with one that is malformed or
   * asks for several ranges, which a server may leave out of account.
   *
   * @throws Problem 416, where nothing of the file lies in it
   */
  static ByteRange parse(String header, long size) {
    Matcher matcher = SINGLE.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return null;
    }
    if (matcher.group(1).isEmpty()) {
      long suffix = clamp(matcher.group(2), size);
      if (suffix == 0) {
        throw unsatisfiable(size);
      }
      return new ByteRange(size - suffix, size - 1);
    }
    long first = clamp(matcher.group(1), size);
    long last = matcher.group(2).isEmpty() ? size - 1 : clamp(matcher.group(2), size - 1);
    if (first >= size) {
      throw unsatisfiable(size);
    }
    return last < first ? null : new ByteRange(first, last);
  }

  private static long clamp(String digits, long max) {
    return new BigInteger(digits).min(BigInteger.valueOf(max)).longValueExact();
  }

  private static Problem unsatisfiable(long size) {
    return new Problem(
            416,
            "range-not-satisfiable",
            "Range not satisfiable",
            "the file has " + size + " bytes")
        .header("Content-Range", "bytes */" + size);
  }
}
