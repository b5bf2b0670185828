/**
 * The command line: {@code command} holds one class a command, {@code events} reads files of
 * events, {@code produce} sends them and asks the ledger about them, {@code job} runs the job,
 * {@code access} knows where the servers are.
 */
package io.verity.audit.cli;
