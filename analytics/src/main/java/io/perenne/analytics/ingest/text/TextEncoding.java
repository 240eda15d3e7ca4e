// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Which characters do these bytes mean? A byte order mark decides; else zero bytes in every other
 * place mean UTF-16, valid UTF-8 is UTF-8, and anything else is Windows-1252, which agrees with
 * Latin-1 on every printable character and knows the euro sign.
 */
public final class TextEncoding {

  public static final Charset WINDOWS = Charset.forName("windows-1252");

  private TextEncoding() {}

  public static Charset detect(byte[] sample) {
    if (Compression.startsWith(sample, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16LE;
    }
    if (Compression.startsWith(sample, 0xfe, 0xff)) {
      return StandardCharsets.UTF_16BE;
    }
    int pairs = sample.length / 2;
    if (pairs > 0 && zeros(sample, 1) > pairs / 2 && zeros(sample, 0) < pairs / 10 + 1) {
      return StandardCharsets.UTF_16LE;
    }
    if (pairs > 0 && zeros(sample, 0) > pairs / 2 && zeros(sample, 1) < pairs / 10 + 1) {
      return StandardCharsets.UTF_16BE;
    }
    return isUtf8(sample) ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static int zeros(byte[] sample, int from) {
    int zeros = 0;
    for (int i = from; i < sample.length; i += 2) {
      zeros += sample[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** A character cut off by the end of the sample is no error. */
  private static boolean isUtf8(byte[] sample) {
    ByteBuffer bytes = ByteBuffer.wrap(sample);
    CharBuffer characters = CharBuffer.allocate(sample.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(bytes, characters, false);
    return !result.isError();
  }

  /** Whether the sample is no text at all: control characters that no export writes. */
  public static boolean isBinary(String sample) {
    int odd = 0;
    for (int i = 0; i < sample.length(); i++) {
      char c = sample.charAt(i);
      boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
      odd += control || c == '\ufffd' || c == '\ufffe' ? 1 : 0;
    }
    return odd > 0 && (sample.indexOf('\0') >= 0 || odd > sample.length() / 50);
  }
}
