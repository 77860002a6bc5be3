return Dbgsom.Cli.Tool.Run(args);
