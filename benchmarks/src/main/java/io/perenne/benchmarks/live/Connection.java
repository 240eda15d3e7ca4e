// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that is kept, and the least that speaks HTTP over it: server and client share the
 * processors, so what the client costs is taken from the server.
 */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
  }

  static Connection open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Connection(socket);
  }

  /** Returns the bytes of a request. */
  static byte[] request(String method, String path, String authorization, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\nContent-Type: application/json\r\n"
                .formatted(method, path, authorization)
            + (body.isEmpty() ? "" : "Content-Length: " + content.length + "\r\n")
            + "\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[first.length + content.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(content, 0, whole, first.length, content.length);
    return whole;
  }

  /** Sends a request, reads the whole answer and returns its status. */
  int send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String first = line();
    long length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Long.parseLong(line.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      skipPieces();
    } else {
      in.skipNBytes(length);
    }
    return Integer.parseInt(first.split(" ", 3)[1]);
  }

  /** A long answer comes in pieces, each behind its length, the last of them empty. */
  private void skipPieces() throws IOException {
    int length = Integer.parseInt(line(), 16);
    while (length > 0) {
      in.skipNBytes(length);
      line();
      length = Integer.parseInt(line(), 16);
    }
    line();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
