// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.AnsweredException;
import io.perenne.analytics.delivery.destination.RefusedException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.delivery.destination.StallGuard;
import io.perenne.analytics.delivery.files.FileStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens connections to an SFTP server that shows the pinned host key. */
public final class SftpOpener implements FileStore.Opener {
  private static final String ASKED_FOR = "keyboard-interactive";

  private final SftpLogin login;
  private final Secret.Sources secrets;

  public SftpOpener(SftpLogin login, Secret.Sources secrets) {
    this.login = login;
    this.secrets = secrets;
  }

  @Override
  public FileStore open() throws IOException {
    PinnedHostKeys hostKeys = new PinnedHostKeys(login.hostKey());
    try {
      return open(hostKeys, "publickey,password");
    } catch (JSchException e) {
      if (login.password().isEmpty() || !isAskedFor(e)) {
        throw failure(e, hostKeys);
      }
    }
    try {
      return open(hostKeys, ASKED_FOR);
    } catch (JSchException e) {
      throw failure(e, hostKeys);
    }
  }

  /**
   * Returns whether a server takes no password as such but asks for one. It is not tried at once,
   * because a wrong password would count twice where users are locked.
   */
  private static boolean isAskedFor(JSchException e) {
    String message = String.valueOf(e.getMessage());
    return message.matches("Auth fail for methods '.*" + ASKED_FOR + ".*'")
        && !message.matches(".*[',]password[',].*");
  }

  private FileStore open(PinnedHostKeys hostKeys, String methods)
      throws JSchException, IOException {
    GuardedSockets sockets = new GuardedSockets();
    @Nullable Session session = null;
    try {
      session = session(hostKeys, sockets);
      session.setConfig("PreferredAuthentications", methods);
      if (methods.equals(ASKED_FOR)) {
        session.setConfig("MaxAuthTries", "1");
      }
      session.connect((int) login.timeout().toMillis());
      ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
      sockets.guard().moved();
      channel.connect((int) login.timeout().toMillis());
      return new SftpFiles(session, channel, sockets.guard());
    } catch (JSchException e) {
      sockets.close();
      if (session != null) {
        session.disconnect();
      }
      if (sockets.isLost() && isAboutLogin(e)) { // which the library takes for a refusal
        throw new IOException("the connection broke during the login", e);
      }
      throw e;
    }
  }

  /** Connects as far as the key exchange, and returns the key that the server showed. */
  public HostKeyPin fetchHostKey() throws IOException {
    PinnedHostKeys hostKeys = new PinnedHostKeys(Optional.empty());
    GuardedSockets sockets = new GuardedSockets();
    try {
      Session session = session(hostKeys, sockets);
      session.connect((int) login.timeout().toMillis());
      session.disconnect();
      throw new IllegalStateException("an unknown host key was accepted");
    } catch (JSchException e) {
      return hostKeys.shown().orElseThrow(() -> failure(e, hostKeys));
    } finally {
      sockets.close();
    }
  }

  private Session session(PinnedHostKeys hostKeys, GuardedSockets sockets)
      throws JSchException, IOException {
    JSch library = new JSch();
    if (login.privateKey().isPresent()) {
      addKey(library, login.privateKey().get());
    }
    Session session = library.getSession(login.user(), login.host(), login.port());
    login.password().ifPresent(secret -> setPassword(session, secret));
    session.setHostKeyRepository(hostKeys);
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("compression.s2c", "none");
    session.setConfig("compression.c2s", "none");
    login
        .hostKey()
        .ifPresent(key -> session.setConfig("server_host_key", String.join(",", key.algorithms())));
    if (!login.ciphers().isEmpty()) {
      session.setConfig("cipher.c2s", String.join(",", login.ciphers()));
      session.setConfig("cipher.s2c", String.join(",", login.ciphers()));
    }
    session.setServerAliveInterval((int) login.keepAlive().toMillis());
    session.setServerAliveCountMax(3);
    session.setSocketFactory(sockets);
    return session;
  }

  private void setPassword(Session session, Secret secret) {
    session.setPassword(
        secret.reveal(Texts.message("secret.sftp"), secrets).getBytes(StandardCharsets.UTF_8));
  }

  private void addKey(JSch library, Path file) throws IOException {
    byte[] key;
    try {
      key = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new RefusedException(Texts.message("delivery.sftp.key-unreadable", file), e);
    }
    byte[] passphrase =
        login
            .passphrase()
            .map(secret -> secret.reveal(Texts.message("secret.passphrase"), secrets))
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .orElse(null);
    try {
      if (passphrase == null && KeyPair.load(library, key, null).isEncrypted()) {
        throw new RefusedException(Texts.message("delivery.sftp.key-locked", file), null);
      }
      library.addIdentity(file.toString(), key, null, passphrase);
    } catch (JSchException e) {
      throw new RefusedException(Texts.message("delivery.sftp.key", file), e);
    }
  }

  private IOException failure(JSchException e, PinnedHostKeys hostKeys) {
    if (e instanceof JSchHostKeyException) {
      String shown = hostKeys.shown().map(HostKeyPin::fingerprint).orElse("none");
      return new RefusedException(
          login.hostKey().isEmpty()
              ? Texts.message("delivery.sftp.not-approved", shown)
              : Texts.message(
                  "delivery.sftp.other-key", shown, login.hostKey().get().fingerprint()),
          e);
    }
    String message = String.valueOf(e.getMessage());
    if (isAboutLogin(e)) {
      return new RefusedException(Texts.message("delivery.sftp.login", login.user()), e);
    }
    if (e instanceof JSchAlgoNegoFailException) {
      return login.hostKey().isPresent() && message.contains("server_host_key")
          ? new RefusedException(Texts.message("delivery.sftp.no-longer"), e)
          : new RefusedException(Texts.message("delivery.sftp.algorithm", message), e);
    }
    if (message.startsWith("invalid privatekey")) {
      return new RefusedException(Texts.message("delivery.sftp.key-unusable"), e);
    }
    return new AnsweredException(
        Texts.message("delivery.no-connection", login.host(), Spoken.reason(e)), e);
  }

  private static boolean isAboutLogin(JSchException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("Auth ") || message.startsWith("USERAUTH");
  }

  /** Makes sockets that do not wait for ever, neither to connect, to read nor to write. */
  private final class GuardedSockets implements SocketFactory, AutoCloseable {
    private @Nullable StallGuard guard;
    private volatile boolean lost;

    /** Returns whether the other side has ended the connection, or it broke or stood still. */
    boolean isLost() {
      return lost || (guard != null && guard.stalled());
    }

    StallGuard guard() {
      if (guard == null) {
        throw new IllegalStateException("not connected");
      }
      return guard;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(host, port), (int) login.timeout().toMillis());
      socket.setTcpNoDelay(true);
      guard = StallGuard.over(socket, login.timeout());
      return socket;
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
      return new FilterInputStream(socket.getInputStream()) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int read = -1;
          try {
            read = super.read(buffer, offset, length);
            return read;
          } finally {
            lost |= read < 0;
          }
        }
      };
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void close() {
      if (guard != null) {
        guard.close();
      }
    }
  }
}
