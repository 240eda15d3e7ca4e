// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.perenne.analytics.delivery.destination.StallGuard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an SSH server that has a shell for the hash of a file, by {@code openssl} or {@code
 * sha256sum}. A server for files only refuses, or answers something else, and then there is no
 * hash.
 */
final class RemoteHash {
  private static final Pattern LINE = Pattern.compile("\\\\?([0-9a-f]{64}) [ *].*\\R?");

  /** The longest answer: a hash and the name of the file. */
  private static final int MOST_BYTES = 8192;

  private final Session session;
  private final StallGuard guard;

  RemoteHash(Session session, StallGuard guard) {
    this.session = session;
    this.guard = guard;
  }

  Optional<String> sha256(String path) {
    try {
      Channel channel = session.openChannel("exec");
      try {
        return sha256((ChannelExec) channel, path);
      } finally {
        channel.disconnect();
      }
    } catch (JSchException | IOException e) {
      return Optional.empty(); // the file is read back instead
    }
  }

  private Optional<String> sha256(ChannelExec channel, String path)
      throws JSchException, IOException {
    channel.setCommand(command(path));
    // a shell that expects more than its command sees the end of it
    channel.setInputStream(new ByteArrayInputStream(new byte[0]));
    InputStream answer = channel.getInputStream();
    guard.moved();
    // before the silence is taken for a broken connection, reading back is the better way
    Future<?> giveUp = guard.atHalfTime(channel::disconnect);
    try {
      channel.connect(session.getTimeout());
      String text = new String(answer.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      Matcher line = LINE.matcher(text);
      return line.matches() ? Optional.of(line.group(1)) : Optional.empty();
    } finally {
      giveUp.cancel(false);
      guard.moved();
    }
  }

  /** OpenSSL first: it has the instructions of the processor, four times as fast. */
  private static String command(String path) {
    String file = quoted(path.startsWith("-") ? "./" + path : path);
    return "openssl dgst -sha256 -r " + file + " 2>/dev/null || sha256sum -b -- " + file;
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }
}
