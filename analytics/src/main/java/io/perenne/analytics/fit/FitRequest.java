// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.config.ModelChoice;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.clv.history.Holiday;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to fit.
 *
 * @param input the files
 * @param model the name of a model, or {@value #AUTO}
 * @param calibrationEnd the last day the model may see; absent, all days
 * @param lastDay the day up to which the files are complete
 * @param unit the unit of time of the parameters
 * @param priors whether weak priors steady small data
 * @param covariates a file with what else is known of customers; absent if nothing is
 * @param season the holidays of a season; absent if there is to be none
 */
public record FitRequest(
    PurchaseInput input,
    String model,
    Optional<LocalDate> calibrationEnd,
    LastDay lastDay,
    ModelUnit unit,
    boolean priors,
    Optional<Path> covariates,
    Optional<List<Holiday>> season) {

  /** Lets the data choose the model. */
  public static final String AUTO = "auto";

  /** Returns the model of a configuration; {@value #AUTO} where that is to use none. */
  public static String model(RunConfiguration configuration) {
    ModelChoice choice = configuration.model().choice();
    return choice == ModelChoice.NONE ? AUTO : choice.toString();
  }
}
