// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.AnsweredException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.RefusedException;
import io.perenne.analytics.delivery.destination.StallGuard;
import io.perenne.analytics.delivery.destination.WatchedStream;
import io.perenne.analytics.delivery.files.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The files of an SFTP server. */
final class SftpFiles implements FileStore {
  /** How many packets may be under way before one is acknowledged. */
  private static final int PACKETS_UNDER_WAY = 256;

  private final Session session;
  private final ChannelSftp channel;
  private final StallGuard guard;

  SftpFiles(Session session, ChannelSftp channel, StallGuard guard) throws IOException {
    this.session = session;
    this.channel = channel;
    this.guard = guard;
    try {
      channel.setBulkRequests(PACKETS_UNDER_WAY);
    } catch (com.jcraft.jsch.JSchException e) {
      throw new IOException(e);
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    guard.moved();
    try {
      return OptionalLong.of(channel.stat(path).getSize());
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return OptionalLong.empty();
      }
      throw failure(path, e);
    }
  }

  @Override
  public void makeFolders(String path) throws IOException {
    if (size(path).isPresent()) {
      return;
    }
    for (int end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
      String folder = end < 0 ? path : path.substring(0, end);
      if (!folder.isEmpty() && size(folder).isEmpty()) {
        makeFolder(folder);
      }
      if (end < 0) {
        return;
      }
    }
  }

  private void makeFolder(String folder) throws IOException {
    guard.moved();
    try {
      channel.mkdir(folder);
    } catch (SftpException e) {
      if (size(folder).isEmpty()) { // else somebody else has just made it
        throw failure(folder, e);
      }
    }
  }

  @Override
  public void write(Path source, String path, long from, Destination.Progress progress)
      throws IOException {
    guard.moved();
    try (InputStream in = Files.newInputStream(source)) {
      channel.put(
          in,
          path,
          new Monitor(from, progress),
          from > 0 ? ChannelSftp.RESUME : ChannelSftp.OVERWRITE);
    } catch (SftpException e) {
      throw failure(path, e);
    }
  }

  /** Counts the bytes that the library has handed to the connection. */
  private final class Monitor implements SftpProgressMonitor {
    private final long from;
    private final Destination.Progress progress;
    private long sent;

    Monitor(long from, Destination.Progress progress) {
      this.from = from;
      this.progress = progress;
    }

    @Override
    public void init(int operation, String source, String target, long max) {
      sent = from;
    }

    @Override
    public boolean count(long bytes) {
      guard.moved();
      sent += bytes;
      progress.at(sent);
      return true;
    }

    @Override
    public void end() {}
  }

  @Override
  public Optional<String> sha256(String path) {
    return new RemoteHash(session, guard).sha256(path);
  }

  @Override
  public InputStream read(String path) throws IOException {
    guard.moved();
    try {
      return new WatchedStream(channel.get(path), guard);
    } catch (SftpException e) {
      throw failure(path, e);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    guard.moved();
    try {
      // replaces at once where the server knows posix-rename@openssh.com
      channel.rename(from, to);
    } catch (SftpException e) {
      if (e.id != ChannelSftp.SSH_FX_FAILURE || size(to).isEmpty() || size(from).isEmpty()) {
        throw failure(to, e);
      }
      requireNoFolder(to);
      replace(from, to);
    }
  }

  private void requireNoFolder(String path) throws IOException {
    try {
      if (channel.stat(path).isDir()) {
        throw new RefusedException(Texts.message("delivery.file.folder", path), null);
      }
    } catch (SftpException e) {
      throw failure(path, e);
    }
  }

  private void replace(String from, String to) throws IOException {
    try {
      channel.rm(to);
      channel.rename(from, to);
    } catch (SftpException e) {
      throw failure(to, e);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    guard.moved();
    try {
      channel.rm(path);
    } catch (SftpException e) {
      if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        throw failure(path, e);
      }
    }
  }

  private IOException failure(String path, SftpException e) {
    if (guard.stalled()) {
      return new IOException("the server has stopped answering", e);
    }
    return switch (e.id) {
      case ChannelSftp.SSH_FX_NO_SUCH_FILE ->
          new RefusedException(Texts.message("delivery.file.none", path), e);
      case ChannelSftp.SSH_FX_PERMISSION_DENIED ->
          new RefusedException(Texts.message("delivery.file.no-permission", path), e);
      case ChannelSftp.SSH_FX_OP_UNSUPPORTED ->
          new RefusedException(Texts.message("delivery.file.unsupported", path), e);
      case ChannelSftp.SSH_FX_FAILURE ->
          session.isConnected()
              ? new AnsweredException(Texts.message("delivery.sftp.refused", path), e)
              : new IOException("the connection broke", e);
      default -> new IOException("the connection broke", e);
    };
  }

  @Override
  public void close() {
    guard.close();
    channel.disconnect();
    session.disconnect();
  }
}
