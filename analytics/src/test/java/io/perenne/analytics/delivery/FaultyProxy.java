// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server, and does something to them once the client has sent so many
 * bytes.
 */
final class FaultyProxy implements AutoCloseable {
  /** What happens. */
  interface Fault {
    /** Returns whether bytes still flow afterwards. */
    boolean happen(FaultyProxy proxy) throws IOException;
  }

  /** Both connections are cut. */
  static final Fault CUT =
      proxy -> {
        proxy.cutConnections();
        return false;
      };

  /** Nothing flows any more, and nobody is told. */
  static final Fault FREEZE = proxy -> false;

  /**
   * The client is killed, as by {@code kill -9}.
   *
   * @param last whether what it said last still reaches the server
   */
  static Fault killing(CompletableFuture<Process> client, boolean last) {
    return proxy -> {
      client.join().destroyForcibly();
      return last;
    };
  }

  private final ServerSocket listening;
  private final int serverPort;
  private final long after;
  private final AtomicLong left;
  private final Fault fault;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private FaultyProxy(ServerSocket listening, int serverPort, long after, Fault fault) {
    this.listening = listening;
    this.serverPort = serverPort;
    this.after = after;
    this.left = new AtomicLong(after);
    this.fault = fault;
  }

  static FaultyProxy start(int serverPort, long afterBytes, Fault fault) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    FaultyProxy proxy = new FaultyProxy(listening, serverPort, afterBytes, fault);
    daemon(proxy::accept);
    return proxy;
  }

  /** Returns how many bytes the client has sent, as long as nothing has happened. */
  long sent() {
    return after - left.get();
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.add(client);
        sockets.add(server);
        daemon(() -> forward(client, server, true));
        daemon(() -> forward(server, client, false));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void forward(Socket from, Socket to, boolean counted) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (counted && left.addAndGet(-read) < 0 && left.addAndGet(Long.MIN_VALUE / 2) < 0) {
          if (!fault.happen(this)) {
            return;
          }
        }
        out.write(buffer, 0, read);
      }
      to.close();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  void cutConnections() {
    sockets.forEach(FaultyProxy::closeQuietly);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // gone either way
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cutConnections();
  }
}
