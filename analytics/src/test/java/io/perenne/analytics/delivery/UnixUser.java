// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A user of this machine with a password, made for one test and then removed. */
final class UnixUser implements AutoCloseable {
  static final String PASSWORD = "open sesame";

  private final String name;

  private UnixUser(String name) {
    this.name = name;
  }

  static UnixUser createOrSkip() throws Exception {
    assumeTrue(Programs.isRoot(), "skipped: only root can make a user with a password");
    String add = Programs.findOrSkip("useradd").toString();
    String password = Programs.findOrSkip("chpasswd").toString();
    UnixUser user =
        new UnixUser("perenne-" + Integer.toHexString(new SecureRandom().nextInt(1 << 24)));
    Programs.run(add, "--no-create-home", "--home-dir", "/", user.name);
    String line = user.name + ":" + PASSWORD + "\n";
    Programs.run(line.getBytes(StandardCharsets.UTF_8), password);
    return user;
  }

  String name() {
    return name;
  }

  /** Makes a file or folder the user's own. */
  void own(Path path) throws Exception {
    Programs.run("chown", name, path.toString());
  }

  @Override
  public void close() throws Exception {
    Programs.run(Programs.findOrSkip("userdel").toString(), name);
  }
}
