// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this program. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"perenne " + text(), "Java " + Runtime.version()};
  }

  /** Returns the version in the manifest; a class path without one is a development build. */
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
