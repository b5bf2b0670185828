package io.verity.audit.control.reports;

/**
 * A kind of report that can be asked for.
 *
 * @param framework as a request names it
 * @param perSubject whether it may be about one data subject
 */
public record Framework(String framework, String name, String title, boolean perSubject) {}
