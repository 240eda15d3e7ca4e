// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one browser, which all share, and fails each in which a page complained: a script
 * failed, something was missing, or the page did what its own policy forbids.
 */
final class InBrowser implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final String BROWSER = "browser";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isEmpty()) {
      return ConditionEvaluationResult.disabled(
          "skipped: no Chromium is installed (./check installs it)");
    }
    try {
      store(context).computeIfAbsent(BROWSER, name -> Chromium.start());
      return ConditionEvaluationResult.enabled("a Chromium runs");
    } catch (PlaywrightException e) {
      return ConditionEvaluationResult.disabled(
          "skipped: the Chromium of this machine does not start: " + e.getMessage());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Chromium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(browser(context).closeAll()).as("what pages said in the console").isEmpty();
  }

  private static Chromium browser(ExtensionContext context) {
    return Objects.requireNonNull(store(context).get(BROWSER, Chromium.class));
  }

  /** Of all classes: what is in it ends after the last test. */
  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(Namespace.create(InBrowser.class));
  }
}
