// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne serve}: the runs of a home as pages. */
@Command(
    name = "serve",
    description = "Shows the runs of a home as pages in a browser, until it is interrupted.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ServeOptions server = new ServeOptions();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private LanguageOption language = new LanguageOption();

  @Override
  public Integer call() throws InterruptedException {
    server.serve(
        Contexts.of(home.path(), resources.resources()),
        false,
        spec.commandLine().getOut(),
        Messages.of(language.language()));
    return 0;
  }
}
