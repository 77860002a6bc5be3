// Runs command lines of the tool one after the other, so that tests do not wait for a new process and its compilation each time.
// Usage: Dbgsom.ToolHost <name of a pipe> <text that ends the output of a command>
// The pipe gives folder and arguments and takes the exit code; standard output and error are those of the commands, standard input is empty.
using System.IO.Pipes;
using Dbgsom.Cli;

string end = args[1];
using var pipe = new NamedPipeClientStream(".", args[0], PipeDirection.InOut);
pipe.Connect(TimeSpan.FromMinutes(1));
using var requests = new BinaryReader(pipe);
using var answers = new BinaryWriter(pipe);
var (output, error) = (Console.Out, Console.Error);
while (true)
{
    string folder;
    try
    {
        folder = requests.ReadString();
    }
    catch (EndOfStreamException)
    {
        return 0;
    }
    string[] command = [.. Enumerable.Range(0, requests.ReadInt32()).Select(_ => requests.ReadString())];
    Environment.CurrentDirectory = folder;
    int code = Tool.Run(command);
    // The folder may be deleted meanwhile, and the tool has writers of its own around these.
    Environment.CurrentDirectory = AppContext.BaseDirectory;
    Console.SetOut(output);
    Console.SetError(error);
    output.Write(end);
    error.Write(end);
    answers.Write(code);
    answers.Flush();
}
