// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import io.perenne.analytics.delivery.destination.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach an SFTP server and who we are there.
 *
 * @param host its name or address
 * @param port its port
 * @param user our name there
 * @param password the password, if it asks for one
 * @param privateKey our private key, if it asks for one
 * @param passphrase what the private key is locked with
 * @param hostKey the server's key, once approved
 * @param timeout how long the server may be silent while we wait for it
 * @param keepAlive how often a sign of life is sent; zero for never
 * @param ciphers what to encrypt with, the best first; empty for the library's choice
 */
public record SftpLogin(
    String host,
    int port,
    String user,
    Optional<Secret> password,
    Optional<Path> privateKey,
    Optional<Secret> passphrase,
    Optional<HostKeyPin> hostKey,
    Duration timeout,
    Duration keepAlive,
    List<String> ciphers) {
  public SftpLogin {
    ciphers = List.copyOf(ciphers);
    if (host.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("host or user is blank: host=" + host + ", user=" + user);
    }
    if (!(port > 0 && port < 65_536)) {
      throw new IllegalArgumentException("port is not in 1 to 65535: " + port);
    }
    if (password.isEmpty() && privateKey.isEmpty()) {
      throw new IllegalArgumentException("neither password nor private-key");
    }
    if (!(timeout.toMillis() > 0 && timeout.toMillis() < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("timeout is not > 0: " + timeout);
    }
    if (keepAlive.isNegative()) {
      throw new IllegalArgumentException("keep-alive is not >= 0: " + keepAlive);
    }
  }

  /** Returns the address without any secret. */
  public String url() {
    return "sftp://" + user + "@" + host + (port == 22 ? "" : ":" + port) + "/";
  }
}
