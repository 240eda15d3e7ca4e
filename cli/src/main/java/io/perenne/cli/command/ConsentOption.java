// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.engage.decision.Channel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What nobody but the person who asks can know of the customers of a run. */
final class ConsentOption {
  @Option(
      names = "--consent",
      paramLabel = "CHANNEL",
      split = ",",
      description =
          "Channels by which everybody agreed to be contacted, such as sms,call: a run knows of"
              + " e-mail only.")
  private List<Channel> consents = new ArrayList<>();

  /** Returns the channels by which everybody agreed to be contacted. */
  Set<Channel> channels() {
    Set<Channel> agreed = EnumSet.noneOf(Channel.class);
    agreed.addAll(consents);
    return agreed;
  }
}
