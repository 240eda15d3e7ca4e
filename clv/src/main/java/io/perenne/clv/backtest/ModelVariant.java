// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

/**
 * A model and what it knows besides purchases, written as {@code mbg-nbd+season+covariates}.
 *
 * @param model the name of the model
 * @param season whether it runs by an operational clock
 * @param covariates whether its parameters differ by covariates
 */
public record ModelVariant(String model, boolean season, boolean covariates) {

  private static final String SEASON = "+season";
  private static final String COVARIATES = "+covariates";

  /** Returns the variant of a name. */
  public static ModelVariant of(String name) {
    boolean covariates = name.endsWith(COVARIATES);
    String rest = covariates ? name.substring(0, name.length() - COVARIATES.length()) : name;
    boolean season = rest.endsWith(SEASON);
    String model = season ? rest.substring(0, rest.length() - SEASON.length()) : rest;
    return new ModelVariant(model, season, covariates);
  }

  /** Returns its name. */
  public String name() {
    return model + (season ? SEASON : "") + (covariates ? COVARIATES : "");
  }

  /** Returns whether it is the model alone. */
  public boolean plain() {
    return !season && !covariates;
  }
}
