// Starts `linchpin lsp` for .kb files.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("linchpin").get("path");
  client = new LanguageClient(
    "linchpin",
    "Linchpin",
    { command, args: ["lsp"] },
    {
      documentSelector: [{ language: "linchpin" }],
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.kb") },
    },
  );
  return client.start();
};

exports.deactivate = () => client?.stop();
